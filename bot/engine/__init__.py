"""Rasa, run inside this process: the model, the store, the actions, the voice."""

from bot.engine.postponed import postpone

# It loads TensorFlow, for the components that train with it; answering is ready twice as fast
# without it, in half the memory.
postpone("rasa.utils.train_utils")
