package io.github.fabricmirroring.internal.fabric;

import com.azure.core.http.HttpResponse;
import com.azure.json.JsonProviders;
import com.azure.json.JsonReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;

/**
 * A SQL database as Fabric describes it.
 *
 * @param displayName what it is called in Fabric
 * @param databaseName what it is called in a JDBC address, such as {@code Sales-7b2f…}
 * @param serverFqdn the server in a JDBC address, such as {@code ….database.fabric.microsoft.com,1433}
 * @see <a href="https://learn.microsoft.com/rest/api/fabric/sqldatabase/items/get-sql-database">Get SQL Database</a>
 */
public record FabricItem(String displayName, Optional<String> databaseName, Optional<String> serverFqdn) {

    static FabricItem of(HttpResponse response) {
        try (JsonReader reader =
                JsonProviders.createReader(response.getBodyAsByteArray().block())) {
            Map<String, Object> item = reader.readMap(JsonReader::readUntyped);
            Map<?, ?> properties = item.get("properties") instanceof Map<?, ?> map ? map : Map.of();
            return new FabricItem(
                    text(item, "displayName").orElse(""),
                    text(properties, "databaseName"),
                    text(properties, "serverFqdn"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<String> text(Map<?, ?> json, String name) {
        return json.get(name) instanceof String text ? Optional.of(Sentences.oneLine(text)) : Optional.empty();
    }
}
