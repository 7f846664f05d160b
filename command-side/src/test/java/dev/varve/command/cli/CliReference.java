package dev.varve.command.cli;

import dev.varve.cli.GlobalOptions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Writes {@code docs/cli.md} from the command line itself. */
final class CliReference {

    private static final String OPENING = """
            # The command line

            This page is written from the command line itself; a test compares the two. What `varve COMMAND --help` prints is the same text.
            Exit codes and JSON documents are in [contract.md](contract.md).

            ## Options of every command

            They may stand before the command's name or after it; after wins.

            """;

    private final CommandLine root;
    private final Set<String> global = new HashSet<>();
    private final StringBuilder page = new StringBuilder(OPENING);

    private CliReference(CommandLine root) {
        this.root = root;
    }

    /** The whole page. */
    static String of(CommandLine root) {
        return new CliReference(root).write();
    }

    private String write() {
        CommandSpec.forAnnotatedObject(new GlobalOptions()).options().forEach(option -> {
            page.append(item(option));
            global.add(option.longestName());
        });
        page.append("- `-h`, `--help`: what the command does, an example, and what makes it refuse.\n");
        page.append("- `-V`, `--version`: Varve's version.\n");
        global.addAll(List.of("--help", "--version"));
        root.getSubcommands().values().forEach(this::section);
        return page.toString();
    }

    private void section(CommandLine command) {
        var children = command.getSubcommands().values();
        if (!children.isEmpty()) {
            children.forEach(this::section);
            return;
        }
        var spec = command.getCommandSpec();
        page.append("\n## ").append(spec.qualifiedName()).append("\n\n");
        page.append(String.join(" ", spec.usageMessage().description())).append("\n\n");
        page.append("```text\n").append(synopsis(spec)).append("\n```\n");
        var arguments = arguments(spec);
        page.append(arguments.isEmpty() ? "" : "\n");
        arguments.forEach(argument -> page.append(item(argument)));
        footer(spec);
    }

    private String synopsis(CommandSpec spec) {
        var words = new ArrayList<>(List.of(spec.qualifiedName()));
        arguments(spec).stream()
                .map(argument -> argument.group() == null ? single(argument) : choice(argument.group()))
                .distinct() // a choice stands once, not once for each that can be chosen
                .forEach(words::add);
        return String.join(" ", words);
    }

    private static String single(ArgSpec argument) {
        return argument.required() ? usage(argument) : "[" + usage(argument) + "]";
    }

    private static String choice(ArgGroupSpec group) {
        var one = Stream.concat(group.positionalParameters().stream(), group.options().stream())
                .map(CliReference::usage)
                .collect(Collectors.joining(" | "));
        return group.multiplicity().min() > 0 ? "(" + one + ")" : "[" + one + "]";
    }

    private List<ArgSpec> arguments(CommandSpec spec) {
        var own = spec.options().stream().filter(option -> !option.hidden() && !global.contains(option.longestName()));
        return Stream.concat(spec.positionalParameters().stream(), own).toList();
    }

    private static String usage(ArgSpec argument) {
        var repeated = argument.isMultiValue() ? "…" : "";
        if (argument instanceof OptionSpec option) {
            return option.longestName() + (option.arity().max() == 0 ? "" : "=" + option.paramLabel()) + repeated;
        }
        return argument.paramLabel() + repeated;
    }

    private static String item(ArgSpec argument) {
        return "- `" + usage(argument) + "`: " + String.join(" ", argument.description()) + "\n";
    }

    private void footer(CommandSpec spec) {
        var lines = Stream.of(spec.usageMessage().footer())
                .collect(Collectors.joining("\n"))
                .strip();
        page.append("\n```text\n").append(lines).append("\n```\n");
    }
}
