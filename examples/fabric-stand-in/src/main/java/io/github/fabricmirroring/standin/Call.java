package io.github.fabricmirroring.standin;

import java.time.Instant;

/**
 * A call that arrived, whatever became of it.
 *
 * @param at when it arrived
 * @param name {@link Operation#pathName()}, {@code getMirroringStatus}, {@code assertion}, {@code listWorkspaces}, {@code
 *     listSqlDatabases}, {@code getSqlDatabase} or, for an address that Fabric does not have, {@code unknown}
 * @param path the path without the query
 * @param userAgent the client's {@code User-Agent}, null if it sent none
 * @param status the status of the answer, 0 if the client never gets one
 */
public record Call(Instant at, String name, String method, String path, String userAgent, int status) {}
