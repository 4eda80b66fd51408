package io.github.fabricmirroring.cli;

import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;

/** Tables of TOML as Flyway names what is in them: {@code flyway.fabricMirroring.itemUrl}. */
final class TomlValues {

    private static final String ENVIRONMENTS = "environments.";

    private TomlValues() {}

    static void flatten(String prefix, Map<?, ?> table, Map<String, String> into) {
        table.forEach((key, value) -> {
            String name = prefix + key;
            if (value instanceof Map<?, ?> inner) {
                if (prefix.equals(ENVIRONMENTS)) {
                    // It is there even if everything in it is by default.
                    into.put(name, "");
                }
                flatten(name + ".", inner, into);
            } else if (value instanceof Collection<?> list) {
                into.put(name, list.stream().map(String::valueOf).collect(Collectors.joining(",")));
            } else {
                into.put(name, String.valueOf(value));
            }
        });
    }
}
