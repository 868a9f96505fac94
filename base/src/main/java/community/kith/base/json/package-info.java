/// JSON that others sign: read strictly, written in the one form that signatures are made of. Start with [Json].
package community.kith.base.json;
