# Part of Varve's runner for Alembic: the project as Alembic sees it, and the steps that it plans. Needs channel.py before it.
import hashlib
import io


class ConfigMissing(Exception):
    """There is no configuration where the supervisor said."""


class Project:
    """Alembic's view of the project: its configuration and its scripts."""

    def __init__(self, job):
        from alembic.config import Config
        from alembic.script import ScriptDirectory

        if not os.path.isfile(job["ini"]):
            raise ConfigMissing(job["ini"])
        self.output = io.StringIO()
        if job["ini"].endswith(".toml"):
            self.config = Config(toml_file=job["ini"], output_buffer=self.output)
        else:
            self.config = Config(job["ini"], output_buffer=self.output)
        self.config.set_main_option("sqlalchemy.url", job["database"]["url"].replace("%", "%%"))
        self.script = ScriptDirectory.from_config(self.config)

    def graph(self):
        return [self._revision(one) for one in self.script.walk_revisions("base", "heads")]

    @staticmethod
    def _revision(one):
        return {
            "id": one.revision,
            "parents": list(one._versioned_down_revisions),
            "dependsOn": list(one._resolved_dependencies),
            "labels": sorted(one._orig_branch_labels),
            "message": one.doc or "",
            "file": one.path,
            "sha256": digest(one.path),
        }

    def steps(self, direction, destination, heads):
        find = self.script._upgrade_revs if direction == "UP" else self.script._downgrade_revs
        return list(find(destination, heads))

    def run(self, work, **options):
        """Runs env.py, unchanged, with our own function in the place of Alembic's."""
        from alembic.runtime.environment import EnvironmentContext

        with EnvironmentContext(self.config, self.script, fn=work, **options):
            self.script.run_env()


class ConfigureHook:
    """Stands before EnvironmentContext.configure, which env.py calls: the module proxies rule out a subclass."""

    def __init__(self, applied, configured):
        from alembic.runtime.environment import EnvironmentContext

        original = EnvironmentContext.configure

        @functools.wraps(original)
        def configure(context, *args, **options):
            given = options.get("on_version_apply") or ()
            given = (given,) if callable(given) else tuple(given)
            options["on_version_apply"] = given + (applied,)
            original(context, *args, **options)
            configured(context.get_context())

        EnvironmentContext.configure = configure


def step_fields(step):
    script = getattr(step, "revision", None)
    name = script.revision if script is not None else ",".join(step.to_revisions_no_deps or ("base",))
    return {
        "revision": name,
        "message": (step.doc or "").strip(),
        "file": script.path if script is not None else None,
        "sha256": digest(script.path) if script is not None else None,
    }


def plan_fields(steps, heads, **more):
    """Each step with the version rows before and after it, by Alembic's own bookkeeping without its SQL."""
    from alembic.runtime.migration import HeadMaintainer

    class Bookkeeping(HeadMaintainer):
        def _insert_version(self, version):
            self.heads.add(version)

        def _delete_version(self, version):
            self.heads.discard(version)

        def _update_version(self, from_, to_):
            self.heads.discard(from_)
            self.heads.add(to_)

    kept, plan = Bookkeeping(None, heads), []
    for step in steps:
        before = sorted(kept.heads)
        kept.update_to_step(step)
        plan.append(dict(step_fields(step), after=sorted(kept.heads), before=before))
    return dict(more, steps=plan, heads=sorted(heads))


def digest(path):
    with open(path, "rb") as script:
        return hashlib.sha256(script.read()).hexdigest()
