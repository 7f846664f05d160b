package dev.varve.command.cli;

import dev.varve.cli.ExitCode;
import dev.varve.cli.GlobalOptions;
import dev.varve.cli.Json;
import dev.varve.cli.Surroundings;
import dev.varve.cli.Table;
import dev.varve.command.access.Register;
import dev.varve.server.Role;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code user add}, {@code user role}, {@code user password}, {@code user remove}, {@code user list}. */
final class UserCommands {

    private static final int WIDTH = 120;

    private UserCommands() {}

    @Command(
            name = "user",
            description = "Users, who log in at a server.",
            synopsisSubcommandLabel = "(add|role|password|remove|list)")
    static final class Group {}

    @Command(
            name = "add",
            description = "Lets somebody log in at a server.",
            footer = {
                "",
                "Example: varve user add ann --role operator",
                "         pass show varve/ann | varve user add ann --role operator --password-stdin",
                "Refuses (exit 2): a user who is there already, a bad name, a password of fewer than 12 characters."
            })
    static final class Add implements Callable<ExitCode> {

        private final Surroundings surroundings;

        @Mixin
        private GlobalOptions options;

        @Parameters(paramLabel = "NAME", description = "Letters, digits, '.', '_', '@', '+' and '-'.")
        private String name;

        @Option(
                names = "--role",
                required = true,
                paramLabel = "ROLE",
                description = "What they may do: ${COMPLETION-CANDIDATES}.")
        private Role role;

        @Mixin
        private PasswordOptions password;

        @Option(names = "--no-password", description = "They log in elsewhere (OIDC), never with a password here.")
        private boolean withoutPassword;

        Add(Surroundings surroundings) {
            this.surroundings = surroundings;
        }

        @Override
        public ExitCode call() {
            var typed = withoutPassword ? null : password.read(surroundings);
            try (var desk = new AccessDesk(surroundings, options)) {
                desk.let(access -> access.addUser(name, role, typed, AccessDesk.MYSELF));
            }
            return done(surroundings, options, "added", name, name + " may log in, as " + role);
        }
    }

    @Command(
            name = "role",
            description = "Makes a user something else.",
            footer = {
                "",
                "Example: varve user role ann approver",
                "Tells when nobody is an administrator any more. Refuses (exit 2): a name that no user has."
            })
    static final class ChangeRole implements Callable<ExitCode> {

        private final Surroundings surroundings;

        @Mixin
        private GlobalOptions options;

        @Parameters(index = "0", paramLabel = "NAME", description = "The user.")
        private String name;

        @Parameters(index = "1", paramLabel = "ROLE", description = "What they may do: ${COMPLETION-CANDIDATES}.")
        private Role role;

        ChangeRole(Surroundings surroundings) {
            this.surroundings = surroundings;
        }

        @Override
        public ExitCode call() {
            try (var desk = new AccessDesk(surroundings, options)) {
                desk.tellWhenNobodyAdministers(desk.change(access -> access.changeRole(name, role, AccessDesk.MYSELF)));
            }
            return done(surroundings, options, "changed", name, name + " is " + role + " now");
        }
    }

    @Command(
            name = "password",
            description = "Gives a user another password.",
            footer = {
                "",
                "Example: varve user password ann",
                "Refuses (exit 2): a name that no user has, a password of fewer than 12 characters."
            })
    static final class ChangePassword implements Callable<ExitCode> {

        private final Surroundings surroundings;

        @Mixin
        private GlobalOptions options;

        @Parameters(paramLabel = "NAME", description = "The user.")
        private String name;

        @Mixin
        private PasswordOptions password;

        ChangePassword(Surroundings surroundings) {
            this.surroundings = surroundings;
        }

        @Override
        public ExitCode call() {
            var typed = password.read(surroundings);
            try (var desk = new AccessDesk(surroundings, options)) {
                desk.let(access -> access.changePassword(name, typed, AccessDesk.MYSELF));
            }
            return done(surroundings, options, "changed", name, name + " has another password");
        }
    }

    @Command(
            name = "remove",
            description = "Lets a user in no more. What they did stays recorded.",
            footer = {
                "",
                "Example: varve user remove ann --reason 'left the team'",
                "Tells when nobody is an administrator any more. Refuses (exit 2): a name that no user has."
            })
    static final class Remove implements Callable<ExitCode> {

        private final Surroundings surroundings;

        @Mixin
        private GlobalOptions options;

        @Parameters(paramLabel = "NAME", description = "The user.")
        private String name;

        Remove(Surroundings surroundings) {
            this.surroundings = surroundings;
        }

        @Override
        public ExitCode call() {
            try (var desk = new AccessDesk(surroundings, options)) {
                desk.tellWhenNobodyAdministers(desk.change(access -> access.removeUser(name, AccessDesk.MYSELF)));
            }
            return done(surroundings, options, "removed", name, name + " is let in no more");
        }
    }

    @Command(
            name = "list",
            description = "Lists who may log in.",
            footer = {"", "Example: varve user list --json"})
    static final class ListAll implements Callable<ExitCode> {

        private final Surroundings surroundings;

        @Mixin
        private GlobalOptions options;

        ListAll(Surroundings surroundings) {
            this.surroundings = surroundings;
        }

        @Override
        public ExitCode call() {
            try (var desk = new AccessDesk(surroundings, options)) {
                print(desk.register().users());
                return ExitCode.DONE;
            }
        }

        private void print(List<Register.User> users) {
            if (options.json()) {
                Json.print(
                        surroundings.out(),
                        users.stream().map(ListAll::document).toList());
            } else if (users.isEmpty()) {
                surroundings.out().println("nobody may log in; add somebody: varve user add NAME --role ROLE");
            } else {
                var table = Table.of("NAME", "ROLE", "SINCE", "ADDED BY");
                users.forEach(user -> table.row(user.name(), user.role(), user.addedAt(), user.addedBy()));
                table.print(surroundings.out(), WIDTH);
            }
        }

        private static Map<String, Object> document(Register.User user) {
            var document = new LinkedHashMap<String, Object>();
            document.put("name", user.name());
            document.put("role", user.role());
            document.put("addedAt", user.addedAt());
            document.put("addedBy", user.addedBy());
            return document;
        }
    }

    private static ExitCode done(
            Surroundings surroundings, GlobalOptions options, String what, String name, String sentence) {
        if (options.json()) {
            Json.print(surroundings.out(), Map.of(what, name));
        } else {
            surroundings.out().println(sentence);
        }
        return ExitCode.DONE;
    }
}
