package io.github.fabricmirroring.flyway;

import io.github.fabricmirroring.internal.database.LastError;
import java.sql.Connection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.flywaydb.core.api.callback.Error;
import org.flywaydb.core.api.callback.Statement;

/**
 * A statement that has failed.
 *
 * @param sql as it was sent
 * @param errors the numbers that the database gave, in its order
 */
record FailedStatement(String sql, List<Integer> errors) {

    /**
     * What SQL Server answers to what mirroring forbids: 35354 for a clustered columnstore index on a table that the
     * change feed reads, and the change feed's own.
     *
     * @see <a href="https://learn.microsoft.com/sql/relational-databases/errors-events/database-engine-events-and-errors">Errors</a>
     */
    private static final Set<Integer> BECAUSE_OF_MIRRORING =
            Set.of(22623, 22742, 22744, 22745, 22749, 22750, 22751, 35354);

    /**
     * Before Flyway 13 its open source edition does not pass the numbers on; the session still knows the last one.
     *
     * @param connection on which it failed, and nothing has been asked since
     */
    static FailedStatement of(Statement statement, Connection connection) {
        List<Integer> passed = Stream.ofNullable(statement.getErrors())
                .flatMap(List::stream)
                .map(Error::getCode)
                .toList();
        return new FailedStatement(
                statement.getSql(),
                passed.isEmpty() && connection != null
                        ? LastError.of(connection).stream().toList()
                        : passed);
    }

    /** The number that says that mirroring is why it failed. */
    Optional<Integer> errorOfMirroring() {
        return errors.stream().filter(BECAUSE_OF_MIRRORING::contains).findFirst();
    }
}
