package dev.varve.command.cli;

import dev.varve.cli.ExitCode;
import dev.varve.cli.GlobalOptions;
import dev.varve.cli.Json;
import dev.varve.cli.Printable;
import dev.varve.cli.Surroundings;
import dev.varve.cli.Table;
import dev.varve.command.access.Register;
import dev.varve.server.Issued;
import dev.varve.server.Role;
import dev.varve.server.TokenOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code token issue}, {@code token list}, {@code token revoke}. */
final class TokenCommands {

    private static final int WIDTH = 120;

    private TokenCommands() {}

    @Command(
            name = "token",
            description = "Tokens, by which programs are let in at a server.",
            synopsisSubcommandLabel = "(issue|list|revoke)")
    static final class Group {}

    @Command(
            name = "issue",
            description = "Gives a token out, and prints it once.",
            footer = {
                "",
                "Example: varve token issue ci --role operator --target shop --expires 30d",
                "The token is kept nowhere, only its hash: whoever loses it gets another one.",
                "Refuses (exit 2): a bad name, a database that is not under watch, a time that is not understood."
            })
    static final class Issue implements Callable<ExitCode> {

        private final Surroundings surroundings;

        @Mixin
        private GlobalOptions options;

        @Parameters(paramLabel = "NAME", description = "What to call it: letters, digits, '.', '_' and '-'.")
        private String name;

        @Option(
                names = "--role",
                required = true,
                paramLabel = "ROLE",
                description = "What it may do: ${COMPLETION-CANDIDATES}.")
        private Role role;

        @Option(
                names = "--target",
                paramLabel = "NAME",
                description = "A database that it is for; may be repeated (default: every one).")
        private List<String> targets = new ArrayList<>();

        @Option(
                names = "--expires",
                paramLabel = "TIME",
                defaultValue = "90d",
                description = "After which time it is worth nothing: 12h, 90d, 52w, or never (default: 90d).")
        private String expires;

        Issue(Surroundings surroundings) {
            this.surroundings = surroundings;
        }

        @Override
        public ExitCode call() {
            var expiresAt = Lifetime.endOf(expires, surroundings.clock().instant());
            var order = new TokenOrder(name, role, targets.isEmpty() ? null : targets, expiresAt);
            try (var desk = new AccessDesk(surroundings, options)) {
                print(order, desk.change(access -> access.issue(order, AccessDesk.MYSELF)));
                return ExitCode.DONE;
            }
        }

        private void print(TokenOrder order, Issued issued) {
            if (options.json()) {
                var document = new LinkedHashMap<String, Object>();
                document.put("tokenId", issued.tokenId());
                document.put("name", order.name());
                document.put("role", order.role().word());
                document.put("targets", order.targets());
                document.put("expiresAt", order.expiresAt());
                document.put("token", issued.text());
                Json.print(surroundings.out(), document);
                return;
            }
            surroundings.out().println(issued.text());
            surroundings
                    .err()
                    .println("token " + issued.tokenId() + " (" + order.name() + ") as " + order.role() + " for "
                            + databases(order.targets()) + ", until "
                            + (order.expiresAt() == null ? "it is revoked" : order.expiresAt())
                            + "; it is shown this once");
        }
    }

    @Command(
            name = "list",
            description = "Lists the tokens that were given out; never the tokens themselves.",
            footer = {"", "Example: varve token list --json"})
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
                print(desk.register().tokens(), surroundings.clock().instant());
                return ExitCode.DONE;
            }
        }

        private void print(List<Register.Token> tokens, Instant now) {
            if (options.json()) {
                Json.print(
                        surroundings.out(),
                        tokens.stream().map(token -> document(token, now)).toList());
            } else if (tokens.isEmpty()) {
                surroundings.out().println("no token was given out; give one out: varve token issue NAME --role ROLE");
            } else {
                var table = Table.of("ID", "NAME", "ROLE", "DATABASES", "STATE", "UNTIL", "ISSUED BY");
                tokens.forEach(token -> table.row(
                        token.tokenId(),
                        token.name(),
                        token.role(),
                        databases(token.targets()),
                        token.stateAt(now),
                        token.expiresAt() == null ? "revoked" : token.expiresAt(),
                        token.issuedBy()));
                table.print(surroundings.out(), WIDTH);
            }
        }

        private static Map<String, Object> document(Register.Token token, Instant now) {
            var document = new LinkedHashMap<String, Object>();
            document.put("tokenId", token.tokenId());
            document.put("name", token.name());
            document.put("role", token.role());
            document.put("targets", token.targets());
            document.put("state", token.stateAt(now));
            document.put("expiresAt", token.expiresAt());
            document.put("issuedAt", token.issuedAt());
            document.put("issuedBy", token.issuedBy());
            document.put("revokedAt", token.revokedAt());
            return document;
        }
    }

    @Command(
            name = "revoke",
            description = "Makes a token worthless, at once and for good.",
            footer = {"", "Example: varve token revoke 3f9a1c07b2de", "Refuses (exit 2): an id that no token has."})
    static final class Revoke implements Callable<ExitCode> {

        private final Surroundings surroundings;

        @Mixin
        private GlobalOptions options;

        @Parameters(paramLabel = "ID", description = "The token's id, as varve token list shows it.")
        private String tokenId;

        Revoke(Surroundings surroundings) {
            this.surroundings = surroundings;
        }

        @Override
        public ExitCode call() {
            try (var desk = new AccessDesk(surroundings, options)) {
                desk.let(access -> access.revoke(tokenId, AccessDesk.MYSELF));
            }
            if (options.json()) {
                Json.print(surroundings.out(), Map.of("revoked", tokenId));
            } else {
                surroundings.out().println("token " + Printable.text(tokenId) + " is worth nothing any more");
            }
            return ExitCode.DONE;
        }
    }

    private static String databases(List<String> targets) {
        return targets == null ? "every database" : String.join(", ", targets);
    }
}
