/// perf: how many bytes a second a stream carries, measured as other implementations measure it.
package community.kith.p2p.perf;
