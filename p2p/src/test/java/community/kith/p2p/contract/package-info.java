/// What implementations of an interface have to keep, and what several tests here share.
package community.kith.p2p.contract;
