/// Stories that are run, and what is measured in them. Read [LaptopMonth] first.
package community.kith.sim.scenario;
