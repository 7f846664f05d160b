package dev.varve.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresAddressTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql://ann:p%40s%20s%2B@db:6432/app",
                "jdbc:postgresql://a:1,b:2/app%20b?user=ann&password=x%26y%3D%25&gssencmode=disable&currentSchema=ops",
                "postgresql:///app?options=-c%20a%3Db",
            })
    void isTheSameStoreByItsUrl(String given) {
        var url = PostgresAddress.of(given, Map.of()).url();

        var again = PostgresUrl.of(url);

        assertThat(PostgresAddress.of(url, Map.of()).url()).isEqualTo(url);
        assertThat(again.database()).isEqualTo(PostgresUrl.of(given).database());
        var password = PostgresUrl.of(given).password();
        assertThat(again.parameters())
                .containsAllEntriesOf(PostgresUrl.of(given).parameters())
                .containsEntry("currentSchema", given.contains("ops") ? "ops" : "varve");
        if (password != null) {
            assertThat(again.parameters()).containsEntry("password", password).containsEntry("user", "ann");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "postgresql://ann:p%40ss@db:6432/app | schema varve of postgresql://db:6432/app",
                "postgres://db/app?currentSchema=ops&sslmode=require | schema ops of postgresql://db/app",
                "jdbc:postgresql://a:1,b:2/app?user=ann&password=x | schema varve of postgresql://a:1,b:2/app",
                "postgresql:///app | schema varve of postgresql://localhost/app",
            })
    void namesTheStoreWithoutUserAndPassword(String url, String inWords) {
        assertThat(PostgresAddress.of(url, Map.of()).inWords()).isEqualTo(inWords);
    }

    @ParameterizedTest
    @CsvSource({
        "postgresql:db/app, no URL of the form postgresql://user@host:port/database",
        "postgresql://ann:s3cr3t@x@db/app, write @ as %40",
        "postgresql://ann:s3cr3t%zz@db/app, a % that two hexadecimal digits do not follow",
        "postgresql://ann:s3cr3t@db, no database behind the host",
        "postgresql://ann:s3cr3t@db/app?sslmod=require, a parameter sslmod",
        "postgresql://ann:s3cr3t@db/app?sslmode, a parameter without a value",
        "postgresql://ann:s3cr3t@db/app?currentSchema=a\"b, a currentSchema that is no lower-case name",
    })
    void refusesWhatItDoesNotUnderstandAndRepeatsNoPassword(String url, String why) {
        assertThatThrownBy(() -> PostgresAddress.of(url, Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why)
                .message()
                .doesNotContain("s3cr3t");
    }

    @Test
    void takesEveryUrlThatLooksLikePostgresForOne() {
        assertThat(PostgresAddress.isNamedBy("POSTGRES:x")).isTrue();
        assertThat(PostgresAddress.isNamedBy("jdbc:postgresql://db/a\nb")).isTrue();
        assertThat(PostgresAddress.isNamedBy("sqlite:///postgresql://x")).isFalse();
    }
}
