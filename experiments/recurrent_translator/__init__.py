"""The translator against recurrent encoder-decoders of its size, without and with attention."""
