package io.github.fabricmirroring.standin;

/**
 * What {@code SERVERPROPERTY('EngineEdition')} says.
 *
 * @see <a href="https://learn.microsoft.com/sql/t-sql/functions/serverproperty-transact-sql">SERVERPROPERTY</a>
 */
public enum EngineEdition {
    AZURE_SQL_DATABASE(5),
    SQL_DATABASE_IN_FABRIC(12);

    final int number;

    EngineEdition(int number) {
        this.number = number;
    }
}
