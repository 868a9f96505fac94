/// How fast it is answered who may do what.
package community.kith.bench.authority;
