/// Side-by-side measurements: Kith and its peers on the same machine, in the same run.
package community.kith.bench;
