"""The fitted models: features, linear models, encoder, and the decision over them."""
