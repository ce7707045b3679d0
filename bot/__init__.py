"""The guided assistant; importing it keeps its libraries quiet and sends nothing home (BOT-09)."""

import os

QUIET = {
    "RASA_TELEMETRY_ENABLED": "false",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "LOG_LEVEL_LIBRARIES": "ERROR",
    "CUDA_VISIBLE_DEVICES": "",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
}
for name, value in QUIET.items():
    os.environ.setdefault(name, value)
