package com.example.shop;

import io.github.fabricmirroring.flyway.RequiresMirroringOff;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.flywaydb.core.api.migration.BaseJavaMigration;
import org.flywaydb.core.api.migration.Context;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** A Java migration that is a Spring bean, because it needs one of the application's properties. */
@Component
@RequiresMirroringOff
class V5__Columnstore_index_on_archives extends BaseJavaMigration {

    private final String[] archives;

    V5__Columnstore_index_on_archives(@Value("${shop.archives}") String[] archives) {
        this.archives = archives;
    }

    @Override
    public void migrate(Context context) throws SQLException {
        try (Statement statement = context.getConnection().createStatement()) {
            for (String archive : archives) {
                statement.execute(createIndex(context.getConnection(), archive));
            }
        }
    }

    /** H2 does not know columnstore indexes: in tests it has a procedure instead. */
    private static String createIndex(Connection connection, String table) throws SQLException {
        return connection.getMetaData().getDatabaseProductName().equals("H2")
                ? "CALL create_clustered_columnstore_index('cci_" + table + "', '" + table + "')"
                : "CREATE CLUSTERED COLUMNSTORE INDEX cci_" + table + " ON " + table;
    }
}
