# Two commands: "make run" and "make test". Each does the set-up that it needs, once.
# PORT=8001 make run chooses another port.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: help run setup setup-tests test lock messages

help:
	@echo "make run    set up, then start site and newsroom on 127.0.0.1:$${PORT:-8000}"
	@echo "make test   set up, then run lint, types, layers, unit and browser tests"
	@echo "make messages  find the words of the site in the code; compile their translations"
	@echo "make lock   resolve the dependencies again and write requirements/*.txt"

# exec: make's child is Masthead itself, so that signals to make reach it.
run: $(VENV)/.runtime
	@exec $(BIN)/masthead run

setup: $(VENV)/.runtime

setup-tests: $(VENV)/.dev

test: $(VENV)/.dev
	@exec .ci/test

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Masthead needs Python 3.11 or later; name one: make PYTHON=python3.12 run"; exit 1; }
	@$(PYTHON) -m venv $(VENV) \
	  || { echo "Python lacks venv; on Debian and Ubuntu: apt-get install python3-venv"; exit 1; }

# --no-deps: the locked file is complete, and nothing else may come in. The build tool that makes
# the "masthead" command is locked in it too.
$(VENV)/.runtime: requirements/runtime.txt pyproject.toml | $(BIN)/python
	@echo "Installing what Masthead needs (once) …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps \
	  -r requirements/runtime.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps \
	  --editable .
	@touch $@

$(VENV)/.dev: requirements/dev.txt $(VENV)/.runtime
	@echo "Installing what the tests need (once) …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps \
	  -r requirements/dev.txt
	@touch $@

# The files name no index and no host: whoever installs uses their own.
LOCK := $(BIN)/python -m piptools compile --quiet --generate-hashes --allow-unsafe --strip-extras \
  --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --no-header
lock: $(BIN)/python
	@$(BIN)/python -c 'import piptools' 2>/dev/null \
	  || $(BIN)/python -m pip install --quiet 'pip-tools>=7.6'
	$(LOCK) --build-deps-for editable --output-file requirements/runtime.txt pyproject.toml
	$(LOCK) --extra dev --build-deps-for editable --constraint requirements/runtime.txt \
	  --output-file requirements/dev.txt pyproject.toml

# Needs gettext (Debian and Ubuntu: apt-get install gettext). The newsroom and the command speak
# English; what readers see is translated.
LANGUAGES := en_US es de ar
messages: $(VENV)/.runtime
	@cd masthead && ../$(BIN)/python -m django makemessages --settings masthead.config.settings \
	  $(LANGUAGES:%=--locale %) --no-obsolete --no-wrap --add-location file \
	  --ignore 'newsroom/*' --ignore 'cli/*' --ignore 'demo/*'
	@for language in $(LANGUAGES); do \
	  sed -i '/^"\(POT-Creation-Date\|Report-Msgid-Bugs-To\):/d' \
	    masthead/locale/$$language/LC_MESSAGES/django.po; \
	  msgfmt --check-format --statistics \
	    -o masthead/locale/$$language/LC_MESSAGES/django.mo \
	    masthead/locale/$$language/LC_MESSAGES/django.po || exit 1; \
	done
