/// Whose goods are accounted for that came into being without inputs.
///
/// Spec: Docs/Spec/MassBalance.md §10.1.
package enum OriginRule: Hashable, Sendable {
    /// Those of every member that may create.
    case anyMaker
    /// Goods by mass and volume of farms, cooperatives and collectors; what is counted in pieces, of
    /// everybody.
    case growers
}
