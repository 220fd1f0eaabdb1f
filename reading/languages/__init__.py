"""What is known of each language that the model reads alone: one file a language, words of the gate and names."""
