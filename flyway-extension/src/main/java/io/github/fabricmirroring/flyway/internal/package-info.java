/** What Flyway needs to be public to load it. Not for users. */
package io.github.fabricmirroring.flyway.internal;
