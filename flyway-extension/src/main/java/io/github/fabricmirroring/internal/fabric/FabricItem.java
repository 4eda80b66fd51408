package io.github.fabricmirroring.internal.fabric;

import com.azure.json.JsonProviders;
import com.azure.json.JsonReader;
import io.github.fabricmirroring.internal.settings.OutsideText;
import java.io.IOException;
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

    /** Nothing if that is no item. */
    static Optional<FabricItem> parse(String body) {
        try (JsonReader reader = JsonProviders.createReader(body)) {
            Map<String, Object> item = reader.readMap(JsonReader::readUntyped);
            Map<?, ?> properties = item.get("properties") instanceof Map<?, ?> map ? map : Map.of();
            return text(item, "displayName")
                    .map(name ->
                            new FabricItem(name, text(properties, "databaseName"), text(properties, "serverFqdn")));
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> text(Map<?, ?> json, String name) {
        return json.get(name) instanceof String text ? Optional.of(OutsideText.harmless(text)) : Optional.empty();
    }
}
