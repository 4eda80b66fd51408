package io.github.fabricmirroring.flyway.found;

import io.github.fabricmirroring.flyway.RequiresMirroringOff;
import java.sql.Statement;
import org.flywaydb.core.api.migration.BaseJavaMigration;
import org.flywaydb.core.api.migration.Context;

@RequiresMirroringOff
public class V2__Tagged extends BaseJavaMigration {

    @Override
    public void migrate(Context context) throws Exception {
        try (Statement statement = context.getConnection().createStatement()) {
            statement.execute("insert into fabric.seen(script, is_on)"
                    + " select 'V2__Tagged', is_on from fabric.mirroring_state");
        }
    }
}
