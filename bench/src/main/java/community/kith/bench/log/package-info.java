/// How fast logs of devices are written, checked, replayed and brought in step. Start with [LogRate].
package community.kith.bench.log;
