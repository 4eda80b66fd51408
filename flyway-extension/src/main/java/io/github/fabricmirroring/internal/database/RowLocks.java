package io.github.fabricmirroring.internal.database;

import io.github.fabricmirroring.MirroringException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Locked rows, for any database that knows {@code FOR UPDATE}. A row is locked as long as a transaction lasts, while
 * the gate and the keeper lock end in any order and notes are committed meanwhile. So a session has up to three
 * connections: its own, and one for each lock from when that is first taken until the session is closed.
 *
 * <p>The gate is one row in every table of locks that can be seen, locked in the order of the schemas: a session makes
 * a table only if it sees none, and lists the tables again after that, so of any two sessions one sees the other's. A
 * keeper has a row of its own. One that can be locked belongs to a session that is gone, and goes with the next look.
 */
final class RowLocks implements SessionLocks {

    private static final String PERMISSION = "CREATE TABLE, and SELECT, INSERT, UPDATE and DELETE on the tables"
            + " fabric_mirroring and fabric_mirroring_lock";

    private static final String GATE_NOT_TAKEN = "Could not take the lock for switching mirroring";
    private static final String NOT_KEPT = "Could not take the lock that keeps mirroring off";
    private static final String NOT_GIVEN_BACK = "Could not release a lock for mirroring";

    private final SessionConnection own;
    private final LockTransactions transactions;
    private final String schema;
    private final String id = UUID.randomUUID().toString();
    private final Set<Lock> held = EnumSet.noneOf(Lock.class);

    private Optional<DatabaseTable> keeperTable = Optional.empty();

    /**
     * @param own the session's connection, with autocommit
     * @param schema where the table goes; {@code null} for the connection's own
     */
    RowLocks(SessionConnection own, ConnectionSource source, String schema) {
        this.own = own;
        this.transactions = new LockTransactions(source);
        this.schema = schema;
    }

    /** Does not wait. */
    @Override
    public boolean takeGate(Duration atMost) {
        requireAlive();
        if (held.contains(Lock.GATE)) {
            return true;
        }
        List<DatabaseTable> tables = own.ask(GATE_NOT_TAKEN, PERMISSION, this::tables);
        if (transaction(Lock.GATE).ask(GATE_NOT_TAKEN, PERMISSION, connection -> lockGates(connection, tables))) {
            held.add(Lock.GATE);
            return true;
        }
        return false;
    }

    private List<DatabaseTable> tables(Connection connection) throws SQLException {
        if (LockTable.all(connection).isEmpty()) {
            LockTable.create(connection, schema);
        }
        List<DatabaseTable> tables = LockTable.all(connection);
        for (DatabaseTable table : tables) {
            LockTable.requireGate(connection, table);
        }
        return tables;
    }

    private static boolean lockGates(Connection connection, List<DatabaseTable> tables) throws SQLException {
        for (DatabaseTable table : tables) {
            try {
                if (!LockTable.lockGate(connection, table)) {
                    connection.rollback();
                    return false;
                }
            } catch (SQLException e) {
                connection.rollback();
                if (LockTable.all(connection).contains(table)) {
                    throw e;
                }
                // It was dropped meanwhile: the next try lists those that are there by then.
                connection.rollback();
                return false;
            }
        }
        return !tables.isEmpty();
    }

    /** What was removed of the dead is gone then. */
    @Override
    public void leaveGate() {
        if (held.contains(Lock.GATE)) {
            transaction(Lock.GATE).ask(NOT_GIVEN_BACK, RowLocks::commit);
            held.remove(Lock.GATE);
        }
    }

    @Override
    public void keep() {
        requireAlive();
        if (held.contains(Lock.KEEPER)) {
            return;
        }
        DatabaseTable table = own.ask(NOT_KEPT, PERMISSION, connection -> {
            DatabaseTable home = tables(connection).get(0);
            LockTable.insert(connection, home, id);
            return home;
        });
        keeperTable = Optional.of(table);
        if (!transaction(Lock.KEEPER).ask(NOT_KEPT, PERMISSION, connection -> LockTable.lock(connection, table, id))) {
            throw new MirroringException(NOT_KEPT + ": the row in " + table + " has disappeared or is locked.");
        }
        held.add(Lock.KEEPER);
    }

    @Override
    public void stopKeeping() {
        if (held.contains(Lock.KEEPER)) {
            transaction(Lock.KEEPER).ask(NOT_GIVEN_BACK, PERMISSION, this::removeKeeper);
            held.remove(Lock.KEEPER);
        }
    }

    /** By the transaction that has locked it, so that it is never there without being locked. */
    private Void removeKeeper(Connection transaction) throws SQLException {
        if (keeperTable.isPresent()) {
            LockTable.delete(transaction, keeperTable.get(), id);
        }
        transaction.commit();
        return null;
    }

    @Override
    public boolean othersKeep() {
        requireAlive();
        if (!held.contains(Lock.GATE)) {
            throw new IllegalStateException("only the gate's holder can find out who keeps");
        }
        return transaction(Lock.GATE).ask("Could not find out who keeps mirroring off", PERMISSION, connection -> {
            for (DatabaseTable table : LockTable.all(connection)) {
                if (isKept(connection, table)) {
                    return true;
                }
            }
            return false;
        });
    }

    private boolean isKept(Connection connection, DatabaseTable table) throws SQLException {
        for (String keeper : LockTable.keepers(connection, table)) {
            if (keeper.equals(id)) {
                continue;
            }
            if (!LockTable.lock(connection, table, keeper)) {
                return true;
            }
            LockTable.delete(connection, table, keeper);
        }
        return false;
    }

    private SessionConnection transaction(Lock lock) {
        return transactions.of(lock);
    }

    @Override
    public void requireAlive() {
        held.forEach(lock -> transaction(lock).requireAlive());
    }

    @Override
    public void close() {
        transactions.close(lock -> lock == Lock.KEEPER ? this::removeKeeper : RowLocks::commit);
    }

    private static Void commit(Connection transaction) throws SQLException {
        transaction.commit();
        return null;
    }

    @Override
    public void letGo(Connection connection) {}
}
