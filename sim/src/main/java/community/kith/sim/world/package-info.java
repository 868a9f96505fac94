/// People with real nodes, on a network, disks and a clock that are memory. Read [World] first.
package community.kith.sim.world;
