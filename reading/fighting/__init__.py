"""What one item tells of fighting: who strikes whom where, how many died, whether the guns are silent."""
