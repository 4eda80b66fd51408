/**
 * A clustered columnstore index on a mirrored table, with Flyway and the extension; begin with ColumnstoreIndexExample.
 */
package io.github.fabricmirroring.example;
