/// May X do Y on Z? Answered from relations, as Zanzibar does, with the reasons. Start with
/// [community.kith.community.authority.Authority] for what Kith asks, and with
/// [community.kith.community.authority.Checker] for how it is answered.
///
/// Source: Pang et al., “Zanzibar: Google's Consistent, Global Authorization System”, 2019; the language of models is
/// OpenFGA's, schema 1.1.
package community.kith.community.authority;
