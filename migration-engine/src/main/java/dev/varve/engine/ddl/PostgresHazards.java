package dev.varve.engine.ddl;

import static dev.varve.engine.ddl.Hazard.Effect.BLOCKS_EVERYBODY;
import static dev.varve.engine.ddl.Hazard.Effect.BLOCKS_WRITES;
import static dev.varve.engine.ddl.Hazard.Effect.BREAKS_RUNNING_CODE;
import static dev.varve.engine.ddl.Hazard.Effect.LOSES_DATA;
import static dev.varve.engine.ddl.Hazard.Effect.REWRITES_TABLE;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Names the statements of a script that keep others waiting for long, or take something from them. By the locks that
 * <a href="https://www.postgresql.org/docs/current/explicit-locking.html">PostgreSQL's manual</a> gives for each command, and by
 * what the page of each command says of scans and rewrites. A statement that a script puts together while it runs is not seen.
 */
public final class PostgresHazards {

    private static final int SHOWN = 120;
    private static final String ALTER = "^alter table\\b.*";
    /** Tables that the same script makes have no rows that could be lost and no reader who could wait. */
    private static final Pattern MADE =
            Pattern.compile("^create (?:unlogged |temp |temporary )?table (?:if not exists )?([^\\s(]+)");

    private static final Pattern TOUCHED = Pattern.compile(
            "^(?:alter table (?:if exists )?(?:only )?|create (?:unique )?index (?:.*?) on (?:only )?|drop table (?:if exists )?"
                    + "|truncate (?:table )?(?:only )?|update (?:only )?|delete from (?:only )?)([^\\s(]+)");

    private record Rule(Pattern pattern, Hazard.Effect effect, String why, String instead) {

        static Rule of(String pattern, Hazard.Effect effect, String why, String instead) {
            return new Rule(Pattern.compile(pattern), effect, why, instead);
        }
    }

    private static final List<Rule> RULES = List.of(
            Rule.of(
                    "^create (unique )?index (?!concurrently\\b)",
                    BLOCKS_WRITES,
                    "whoever writes to the table waits until the index is built",
                    "CREATE INDEX CONCURRENTLY, outside a transaction"),
            Rule.of(
                    "^drop index (?!concurrently\\b)",
                    BLOCKS_EVERYBODY,
                    "it waits for every reader of the table, and whoever comes meanwhile waits behind it",
                    "DROP INDEX CONCURRENTLY, outside a transaction, or a lock_timeout"),
            Rule.of(
                    "^reindex\\b(?!.*\\bconcurrently\\b)",
                    BLOCKS_EVERYBODY,
                    "the index cannot be used until it is built anew",
                    "REINDEX … CONCURRENTLY"),
            Rule.of(
                    ALTER + "\\balter (column )?\\S+ (set data )?type\\b",
                    REWRITES_TABLE,
                    "most changes of a type write every row anew",
                    "a new column, filled in portions, and a later switch; some changes are free, such as a longer varchar"),
            Rule.of(
                    ALTER
                            + "\\badd (column )?(if not exists )?\\S+ .*\\bdefault [^,]*\\b(random|gen_random_uuid|uuid_generate_v\\w+"
                            + "|clock_timestamp|timeofday|nextval)\\b",
                    REWRITES_TABLE,
                    "a default that differs from row to row is computed for every row at once",
                    "add the column without a default, set the default, fill the rows in portions"),
            Rule.of(
                    ALTER + "\\badd (column )?(if not exists )?\\S+ (.*\\bgenerated (always|by default) as"
                            + "|(big|small)?serial\\b)",
                    REWRITES_TABLE,
                    "a value is computed for every row at once",
                    "a plain column, filled in portions"),
            Rule.of(
                    ALTER + "\\bset (logged|unlogged|tablespace|access method)\\b",
                    REWRITES_TABLE,
                    "the table is copied as a whole",
                    "a window without users"),
            Rule.of(
                    "^(vacuum\\b.*\\bfull\\b|cluster\\b)",
                    REWRITES_TABLE,
                    "the table is copied as a whole",
                    "plain VACUUM, or a window without users"),
            Rule.of(
                    ALTER + "\\bset not null\\b",
                    BLOCKS_EVERYBODY,
                    "every row is looked at while everybody waits",
                    "ADD CHECK (… IS NOT NULL) NOT VALID, VALIDATE CONSTRAINT, then SET NOT NULL, which trusts the check"),
            Rule.of(
                    ALTER + "\\badd (constraint \\S+ )?(foreign key\\b|.*\\breferences\\b)(?!.*\\bnot valid\\b)",
                    BLOCKS_WRITES,
                    "every row is looked at while whoever writes to either table waits",
                    "ADD … NOT VALID, then VALIDATE CONSTRAINT in a transaction of its own"),
            Rule.of(
                    ALTER + "\\badd (constraint \\S+ )?check\\b(?!.*\\bnot valid\\b)",
                    BLOCKS_EVERYBODY,
                    "every row is looked at while everybody waits",
                    "ADD … NOT VALID, then VALIDATE CONSTRAINT in a transaction of its own"),
            Rule.of(
                    ALTER + "\\badd (constraint \\S+ )?(unique|primary key|exclude)\\b(?! using index\\b)",
                    BLOCKS_EVERYBODY,
                    "an index is built while everybody waits",
                    "CREATE UNIQUE INDEX CONCURRENTLY, then ADD CONSTRAINT … USING INDEX"),
            Rule.of(
                    ALTER + "\\bdetach partition\\b(?!.*\\bconcurrently\\b)",
                    BLOCKS_EVERYBODY,
                    "it waits for every reader of the whole table, and whoever comes meanwhile waits behind it",
                    "DETACH PARTITION … CONCURRENTLY"),
            Rule.of(
                    "^refresh materialized view (?!concurrently\\b)",
                    BLOCKS_EVERYBODY,
                    "nobody reads the view until it is computed",
                    "REFRESH MATERIALIZED VIEW CONCURRENTLY, which needs a unique index"),
            Rule.of(
                    "^lock (table )?",
                    BLOCKS_EVERYBODY,
                    "it is held to the end of the transaction",
                    "the weakest mode that is enough, and a lock_timeout"),
            Rule.of(
                    "^alter (table|view|materialized view)\\b.*\\brename\\b",
                    BREAKS_RUNNING_CODE,
                    "the release that runs now asks for the old name",
                    "stop the application first, or keep the old name as a view or a second column for one release"),
            Rule.of(
                    ALTER
                            + "\\bdrop (column )?(if exists )?(?!constraint\\b|default\\b|not\\b|identity\\b|expression\\b)\\S+",
                    LOSES_DATA,
                    "the column's values are gone, and the release that runs now still asks for it",
                    "stop using it in one release, drop it in the next"),
            Rule.of(
                    "^drop (table|schema|materialized view)\\b",
                    LOSES_DATA,
                    "what is in it is gone",
                    "rename it for one release, drop it in the next"),
            Rule.of("^truncate\\b", LOSES_DATA, "every row is gone", "DELETE with a condition, in portions"),
            Rule.of("^delete from\\b(?!.*\\bwhere\\b)", LOSES_DATA, "every row is gone", "a condition, and portions"),
            Rule.of(
                    "^update\\b(?!.*\\bwhere\\b)",
                    BLOCKS_WRITES,
                    "every row is locked to the end of the transaction, and written anew",
                    "portions, each in a transaction of its own"));

    private PostgresHazards() {}

    /** Every hazard of a script, in its order; a statement may have several. */
    public static List<Hazard> of(String script) {
        var hazards = new ArrayList<Hazard>();
        var made = new ArrayList<String>();
        for (var statement : PostgresScript.statements(script)) {
            var making = MADE.matcher(statement);
            if (making.find()) {
                made.add(making.group(1));
            }
            var touching = TOUCHED.matcher(statement);
            if (!(touching.find() && made.contains(touching.group(1)))) {
                addHazards(statement, hazards);
            }
        }
        return hazards;
    }

    private static void addHazards(String statement, List<Hazard> hazards) {
        for (var rule : RULES) {
            if (rule.pattern().matcher(statement).find()) {
                hazards.add(new Hazard(rule.effect(), head(statement), rule.why(), rule.instead()));
            }
        }
    }

    private static String head(String statement) {
        return statement.length() <= SHOWN ? statement : statement.substring(0, SHOWN) + " …";
    }
}
