/// What the trust graph of a hundred thousand people costs.
package community.kith.bench.trust;
