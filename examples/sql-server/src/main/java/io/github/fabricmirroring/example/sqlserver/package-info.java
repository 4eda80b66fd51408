/** T-SQL migrations on SQL Server or a SQL database in Fabric. */
package io.github.fabricmirroring.example.sqlserver;
