/// A node that serves: its addresses, its log, its wiring and its end. [Serving] puts the parts together.
package community.kith.app.serve;
