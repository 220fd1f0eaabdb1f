"""What is set up and happens by itself: people and places, the scene, the sample feeds, troubles."""
