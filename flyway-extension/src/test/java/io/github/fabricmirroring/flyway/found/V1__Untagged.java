package io.github.fabricmirroring.flyway.found;

import java.sql.Statement;
import org.flywaydb.core.api.migration.BaseJavaMigration;
import org.flywaydb.core.api.migration.Context;

public class V1__Untagged extends BaseJavaMigration {

    @Override
    public void migrate(Context context) throws Exception {
        try (Statement statement = context.getConnection().createStatement()) {
            statement.execute("insert into fabric.seen(script, is_on)"
                    + " select 'V1__Untagged', is_on from fabric.mirroring_state");
        }
    }
}
