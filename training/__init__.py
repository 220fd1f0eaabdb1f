"""Tools that fit the encoder's weights. Never imported by the bot; needs `training/requirements-train.in`."""
