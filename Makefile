PYTHON ?= python3
PORT ?= 8080

BIN := .venv/bin/python
BOOTSTRAP := $(PYTHON) tools/bootstrap.py
TIMES := .tools/phases.txt
VALIDATION := .tools/validation.txt

# Nothing is sent anywhere, no graphics card is looked for, libraries keep quiet.
export RASA_TELEMETRY_ENABLED := false
export TF_CPP_MIN_LOG_LEVEL := 3
export LOG_LEVEL_LIBRARIES := ERROR
export CUDA_VISIBLE_DEVICES :=
export SQLALCHEMY_SILENCE_UBER_WARNING := 1
export PYTHONUTF8 := 1
export PYTHONUNBUFFERED := 1
export NODE_USE_SYSTEM_CA := 1

.DEFAULT_GOAL := help
.PHONY: help run talk train check test bench wordpress lint format lock clean runtime dev

help: ## list what make can do
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: train ## install, train and serve the assistant on PORT (8080)
	$(BIN) -m bot secret
	$(BIN) -m bot serve --port $(PORT)

talk: train ## the same dialogue in the terminal
	@$(BIN) -m bot talk

train: runtime ## train the model when the data changed
	$(BIN) -m bot train

check: runtime ## check the configuration, the templates and the legal register
	$(BIN) -m bot check

# Rasa remarks on every sentence said from Python rather than from a rule: read its output when it fails.
VALIDATE = { $(BIN) -m rasa data validate --fail-on-warnings >$(VALIDATION) 2>&1 \
	|| { cat $(VALIDATION); false; }; }

# $(call phase,NAME,COMMAND): announces the command, notes how long it took, stops at the first failure.
define phase
@printf '\n==> %s\n' '$(1)'; start=$$(date +%s); $(2); status=$$?; \
printf '%-16s %5d s  %s\n' '$(1)' $$(($$(date +%s) - start)) \
	"$$([ $$status -eq 0 ] && echo ok || echo FAILED)" >> $(TIMES); \
[ $$status -eq 0 ] || { printf '\n'; cat $(TIMES); exit 1; }
endef

test: ## everything continuous integration runs
	@mkdir -p $(dir $(TIMES)) && rm -f $(TIMES)
	$(call phase,packages,$(BOOTSTRAP) dev)
	$(call phase,npm packages,PATH="$(CURDIR)/.venv/bin:$$PATH" npm ci --prefix tests/telegram --ignore-scripts)
	$(call phase,ruff check,$(BIN) -m ruff check)
	$(call phase,ruff format,$(BIN) -m ruff format --check)
	$(call phase,mypy,$(BIN) -m mypy)
	$(call phase,bot train,$(BIN) -m bot train)
	$(call phase,bot check,$(BIN) -m bot check)
	$(call phase,rasa data,$(VALIDATE))
	$(call phase,pytest,$(BIN) -m pytest -n 2 --dist loadfile --durations=15)
	@printf '\n' && cat $(TIMES)

bench: dev ## compare with Rasa's default set-up; hours, most of them training that one
	$(BIN) -m tools.bench.dates
	$(BIN) -m tools.bench.names
	$(BIN) -m tools.bench.understanding
	$(BIN) -m tools.bench.turns
	$(BIN) -m tools.bench.window

wordpress: dev ## play a story in a private WordPress, set up as the guide says (Debian packages)
	$(BIN) -m bot train
	$(BIN) -m tools.wordpress $(ARGS)

lint: dev ## check style and types
	$(BIN) -m ruff check
	$(BIN) -m ruff format --check
	$(BIN) -m mypy

format: dev ## put the code in order
	$(BIN) -m ruff check --fix
	$(BIN) -m ruff format

lock: ## write the lock files again; newer versions with ARGS=--upgrade
	$(BOOTSTRAP) lock $(ARGS)

clean: ## remove what was installed and trained, keep what people wrote (var/)
	rm -rf .venv .tools .rasa models .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

runtime dev:
	@$(BOOTSTRAP) $@
