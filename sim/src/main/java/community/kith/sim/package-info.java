/// Communities of real nodes in simulated time. [Main] runs one month of them;
/// [community.kith.sim.scenario.LaptopMonth]
/// is the story that is told, and `docs/guide/simulation.md` says what it leaves out.
package community.kith.sim;
