package io.github.fabricmirroring.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MigrationsTest {

    private static final Path SCRIPTS = Path.of("src/main/resources/db");
    private static final String V3 = "V3__columnstore_index_on_sales.sql";

    @ParameterizedTest
    @ValueSource(strings = {"sqlserver", "h2"})
    void theUntaggedScriptIsTheTaggedOneWithoutItsFirstLine(String dialect) throws IOException {
        List<String> tagged =
                Files.readAllLines(SCRIPTS.resolve("migration").resolve(dialect).resolve(V3));
        List<String> untagged =
                Files.readAllLines(SCRIPTS.resolve("untagged").resolve(dialect).resolve(V3));

        assertThat(tagged).first().isEqualTo("-- requires: mirroring-off");
        assertThat(tagged.subList(1, tagged.size())).isEqualTo(untagged);
    }

    @Test
    void sqlServerGetsTheRealStatement() throws IOException {
        assertThat(SCRIPTS.resolve("migration/sqlserver").resolve(V3))
                .content()
                .contains("CREATE CLUSTERED COLUMNSTORE INDEX cci_sales ON columnstore_example.sales;");
    }

    @Test
    void theOtherScriptsAreNotTagged() throws IOException {
        try (Stream<Path> scripts = Files.list(SCRIPTS.resolve("migration/common"))) {
            assertThat(scripts)
                    .hasSize(3)
                    .allSatisfy(script -> assertThat(script).content().doesNotContain("requires:"));
        }
    }
}
