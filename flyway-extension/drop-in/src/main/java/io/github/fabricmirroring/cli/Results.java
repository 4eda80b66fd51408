package io.github.fabricmirroring.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.fabricmirroring.internal.settings.SqlDatabaseItem;
import io.github.fabricmirroring.internal.window.MirroringState;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A command with a result, which goes to standard output: as sentences, or as JSON for pipelines. */
abstract class Results {

    @Spec
    CommandSpec spec;

    @Option(names = "--json", description = "Print the result as one line of JSON.")
    private boolean json;

    /** Of values that JSON has, in the order in which they are printed. */
    private final Map<String, Object> values = new LinkedHashMap<>();

    Results with(String name, Object value) {
        values.put(name, value);
        return this;
    }

    Results with(MirroringState state) {
        return with("mirroring", state.name().toLowerCase(Locale.ROOT));
    }

    Results with(SqlDatabaseItem item) {
        return with("workspaceId", item.workspaceId().toString())
                .with("sqlDatabaseId", item.sqlDatabaseId().toString());
    }

    void print(String... sentences) {
        List<String> lines = Stream.of(sentences).map(secrets()::removedFrom).toList();
        spec.commandLine().getOut().println(json ? json() : String.join(System.lineSeparator(), lines));
        spec.commandLine().getOut().flush();
    }

    void failed(String message) {
        if (json) {
            with("error", message).print();
        }
    }

    private Secrets secrets() {
        return FabricMirroring.secrets(spec);
    }

    private String json() {
        try {
            // Standard output may be in an encoding that does not have every character.
            return JsonMapper.builder()
                    .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
                    .build()
                    .writeValueAsString(shown(values));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As in sentences, nothing that came from outside is shown as it is. */
    private Object shown(Object value) {
        if (value instanceof String text) {
            return secrets().removedFrom(text);
        }
        if (value instanceof List<?> list) {
            return list.stream().map(this::shown).toList();
        }
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> shown = new LinkedHashMap<>();
            map.forEach((name, inner) -> shown.put(name, shown(inner)));
            return shown;
        }
        return value;
    }
}
