/** What the extension costs and what it saves; begin with Benchmark. */
package io.github.fabricmirroring.benchmark;
