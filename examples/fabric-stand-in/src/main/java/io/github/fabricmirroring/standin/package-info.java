/** A stand-in for Microsoft Fabric on loopback: its REST API, a managed identity, and the database that is mirrored. */
package io.github.fabricmirroring.standin;
