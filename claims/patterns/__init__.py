"""Many patterns against one sentence, in linear time."""
