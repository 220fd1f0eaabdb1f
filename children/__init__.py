"""Child processes of ours: started clean, asked within a time limit, killed when they hang, gone when idle."""
