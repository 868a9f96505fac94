/// Papers: what people sign for each other and take back, how it is kept, and how it gets to whom it concerns
/// (`/kith/paper/1.0.0`). Start with [community.kith.node.paper.Papers].
///
/// What a paper says and whether it is believed is decided in `community`.
package community.kith.node.paper;
