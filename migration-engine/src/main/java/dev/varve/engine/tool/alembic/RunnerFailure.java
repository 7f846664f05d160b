package dev.varve.engine.tool.alembic;

import dev.varve.engine.finding.Finding;
import dev.varve.engine.finding.FindingCode;
import dev.varve.engine.finding.Severity;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Turns what a runner says at a bad end into a finding that names the remedy; the traceback is evidence, never the message. */
final class RunnerFailure {

    private static final Pattern NO_SCRIPTS = Pattern.compile(
            "^(No '?script_location'? key|No 'script_location'|Path doesn't exist|Can't find Python file|No such file)");

    private final AlembicProject project;
    private final String interpreter;

    RunnerFailure(AlembicProject project, String interpreter) {
        this.project = project;
        this.interpreter = interpreter;
    }

    /** @param said a {@code failed} message */
    Finding finding(Heard.Said said) {
        return classified(said)
                .with("type", said.text("type"))
                .with("interpreter", interpreter)
                .with("traceback", said.text("traceback"));
    }

    private Finding classified(Heard.Said said) {
        var message = firstLine(said.text("message"));
        var variable = said.text("missingVariable");
        var module = said.text("missingModule");
        if (variable != null) {
            return missingVariable(variable, message);
        }
        if (module != null) {
            return missingModule(module);
        }
        if ("varve_runner.ConfigMissing".equals(said.text("type"))
                || NO_SCRIPTS.matcher(message).find()) {
            return noConfiguration(message);
        }
        if (message.startsWith("Can't locate revision identified by")) {
            return unknownRevision(message);
        }
        return error(
                FindingCode.TOOL_UNAVAILABLE,
                "expected Alembic to answer, found " + said.text("type") + ": " + message,
                "run 'alembic current' with " + interpreter + " in " + project.workdir()
                        + " and mend what it says; the traceback is in the evidence");
    }

    private static Finding missingVariable(String variable, String message) {
        var name = variable.isEmpty() ? "NAME" : variable;
        var expected = variable.isEmpty()
                ? "expected an environment variable that env.py needs, found: " + message
                : "expected the environment variable " + variable + ", which env.py needs, found it unset";
        return error(
                        FindingCode.MISSING_ENVIRONMENT,
                        expected,
                        "give it to the target: --env " + name + "=VALUE, or --env-file FILE")
                .with("variable", variable.isEmpty() ? null : variable);
    }

    private Finding missingModule(String module) {
        return error(
                        FindingCode.TOOL_UNAVAILABLE,
                        "expected the Python module " + module + " in " + interpreter + ", found: No module named "
                                + module,
                        "name the Python that has the application's packages: --python PATH, or the folder to run in: "
                                + "--workdir DIR")
                .with("module", module);
    }

    private Finding noConfiguration(String message) {
        return error(
                FindingCode.CONFIG_NOT_FOUND,
                "expected a migration environment by " + project.ini() + ", found: " + message,
                "name the right configuration: --config PATH, and with --runner its folders: --map HOST:CONTAINER");
    }

    private static Finding unknownRevision(String message) {
        return error(
                FindingCode.UNKNOWN_REVISION,
                "expected a revision of the scripts, found: " + message,
                "use the scripts that know this revision: those of the newer application, or a backup older than it");
    }

    /** A process that ended without a word of our script, such as a command that is no Python. */
    Finding silent(int exitCode, List<String> printed) {
        return error(
                        FindingCode.TOOL_UNAVAILABLE,
                        "expected a Python that runs Alembic, found that " + interpreter + " ended with exit code "
                                + exitCode + " and said nothing",
                        "try the command by hand, then name a working one: --python PATH or --runner COMMAND")
                .with("printed", List.copyOf(printed));
    }

    /** @param said a {@code wrongDatabase} message */
    Finding wrongDatabase(Heard.Said said) {
        var path = said.fields().path("expected").path("path").asString("");
        var expected = path.isEmpty() ? "the registered database of the server" : path;
        var found = said.text("file") == null ? "a connection of " + said.text("driver") : said.text("file");
        return new Finding(
                        FindingCode.WRONG_DATABASE,
                        Severity.ERROR,
                        "expected env.py to connect to " + expected + ", found that it connects to " + found,
                        Map.of(),
                        "point env.py at the registered database: --env NAME={database} with the variable that it reads; no "
                                + "statement was run")
                .with("expected", expected)
                .with(
                        "expectedIdentity",
                        said.fields().path("expected").path("identity").asString(null))
                .with("found", found)
                .with("foundIdentity", said.text("identity"));
    }

    static Finding error(FindingCode code, String message, String remedy) {
        return Finding.of(code, Severity.ERROR, message, remedy);
    }

    private static String firstLine(String message) {
        return message == null ? "" : message.lines().findFirst().orElse("");
    }
}
