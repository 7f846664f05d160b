package dev.varve.engine.database;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CanonicalSqlTest {

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", quoteCharacter = '~', textBlock = """
                    ((a))                          => a
                    (a > 0) AND (b == 1)           => a > 0 and b = 1
                    (a OR b) AND c                 => (a or b) and c
                    a IN ((1), 2)                  => a in (1, 2)
                    a BETWEEN 1 AND (b OR c)       => a between 1 and (b or c)
                    a - (b - c)                    => a - (b - c)
                    a - (-1)                       => a - (- 1)
                    "Order" = 'It''s'              => order = 'It''s'
                    "two words" <> `x`             => "two words" <> x
                    X'0aFF' || 1E5                 => x'0aff' || 1e5
                    (SELECT 1)                     => (select 1)
                    coalesce((a), (b + 1))         => coalesce(a, (b + 1))
                    a /* c */ -- d                 => a
                    t . [a]                        => t.a
                    """)
    void spellsAnExpressionInOneWay(String sql, String canonical) {
        assertThat(CanonicalSql.expression(SqlTokenizer.tokens(sql))).isEqualTo(canonical);
    }

    @Test
    void readsTextThatEndsInsideAQuoteOrAComment() {
        assertThat(CanonicalSql.text(SqlTokenizer.tokens("a 'open"))).isEqualTo("a 'open'");
        assertThat(CanonicalSql.text(SqlTokenizer.tokens("a /* open"))).isEqualTo("a");
        assertThat(CanonicalSql.text(SqlTokenizer.tokens("((a"))).isEqualTo("(a)");
        assertThat(CanonicalSql.text(SqlTokenizer.tokens(""))).isEmpty();
    }

    @Test
    void readsVeryLongStatements() {
        var columns = "column_name INTEGER NOT NULL, ".repeat(20_000);
        assertThat(SqlTokenizer.tokens("CREATE TABLE t (" + columns + "x)")).hasSize(100_006);
    }
}
