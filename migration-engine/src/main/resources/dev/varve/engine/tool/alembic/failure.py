# Part of Varve's runner for Alembic: errors as values, without row contents. Needs channel.py and watch.py before it.
import linecache
import re
import traceback


class Failure:
    """What went wrong: type, message, traceback, and, where it can be told, the thing that the operator must supply."""

    ENVIRONMENT = re.compile(r"environment variable|env(ironment)? var\b", re.I)
    NAME = re.compile(r"\b[A-Z][A-Z0-9]*_[A-Z0-9_]+\b|\b[A-Z][A-Z0-9]{3,}\b")

    def __init__(self, error):
        self._error = error
        self._original = getattr(error, "orig", None) or error

    def fields(self):
        return {
            "type": name_of(self._original),
            "message": self.message(self._error),
            "traceback": self.traceback(),
            "sqlState": self.sql_state(),
            "missingVariable": self.missing_variable(),
            "missingModule": self.missing_module(),
        }

    @staticmethod
    def message(error):
        # SQLAlchemy's own text ends with the statement's parameters: those are rows.
        original = getattr(error, "orig", None)
        if original is not None:
            return str(original)
        return str(error)

    def traceback(self):
        parts = []
        for error in self._chain():
            frames = [f for f in traceback.extract_tb(error.__traceback__) if f.filename != "varve_runner.py"]
            text = "".join(traceback.format_list(frames[-40:]))
            parts.insert(0, text + "%s: %s\n" % (name_of(error), self.message(error)))
        return "\nwhich led to\n\n".join(parts)

    def sql_state(self):
        """What the server calls the error; each driver of PostgreSQL's keeps it elsewhere."""
        for error in self._chain():
            for candidate in (getattr(error, "orig", None), error):
                state = sql_state_of(candidate)
                if state is not None:
                    return state
        return None

    def _chain(self):
        error, seen = self._error, set()
        while error is not None and id(error) not in seen:
            seen.add(id(error))
            yield error
            error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)

    def missing_module(self):
        if isinstance(self._error, ModuleNotFoundError):
            return self._error.name
        return None

    def missing_variable(self):
        """The variable that the project's code wanted; '' if it wanted one and does not say which."""
        frames = list(traceback.walk_tb(self._error.__traceback__))
        if isinstance(self._error, KeyError) and frames and frames[-1][0].f_globals.get("__name__") == "os":
            return str(self._error.args[0])
        text = str(self._error)
        if type(self._error).__name__ == "ValidationError" and "Field required" in text:
            return ", ".join(name.upper() for name in re.findall(r"^(\w+)\n\s+Field required", text, re.M))
        if not isinstance(self._error, (Exception, SystemExit)) or not self.ENVIRONMENT.search(text):
            return None
        named = self.NAME.search(text)
        return named.group(0) if named else self._variable_near(frames)

    def _variable_near(self, frames):
        if not frames:
            return ""
        frame, line = frames[-1]
        source = "".join(linecache.getline(frame.f_code.co_filename, n) for n in range(max(1, line - 4), line + 1))
        known = dict(frame.f_globals, **frame.f_locals)
        for name in self.NAME.findall(source):
            if name in known and known[name] in ("", None) and not os.environ.get(name):
                return name
        return ""


def sql_state_of(error):
    told = error.args[0] if getattr(error, "args", None) else None
    for state in (
        getattr(error, "sqlstate", None),
        getattr(error, "pgcode", None),
        told.get("C") if isinstance(told, dict) else None,
    ):
        if isinstance(state, str):
            return state
    return None


def is_caused_by(error, wanted):
    seen = set()
    while error is not None and id(error) not in seen:
        if error is wanted or getattr(error, "orig", None) is wanted:
            return True
        seen.add(id(error))
        error = error.__cause__ or error.__context__
    return False
