import EPCIS
import LedgerCore
import Testing
import Traceability

/// Claims of random seasons: Docs/Spec/MassBalance.md §12.
extension SeasonAgreement {
    /// Under what each lot is agrees, what is left of certificates, and the credit of all accounts; and
    /// no more is out under the claim than was drawn.
    func expectClaims() throws {
        let world = books.world
        let claims = try #require(naive.claims)
        var (out, drawn): (Int64, Int64) = (0, 0)
        for lot in lots {
            let leaf = try world.custody(lot)
            let expected = claims.custody[lot].map { custody in
                CustodyLeaf(
                    model: custody.model, claim: .kind(.organic),
                    root: custody.root.map(EventText.key))
            }
            #expect(leaf == expected, note)
            guard leaf != nil else { continue }
            out += try accounted(lot, world) + (books.sold[EventText.key(lot)] ?? 0)
        }
        for member in SeasonMembers.growers {
            let left = try world.left(
                NaiveClaims.certificate(of: member), of: SeasonMembers.certifier)
            #expect(left == claims.left[member], note)
            drawn += SeasonBooks.certified - (left ?? 0)
        }
        var count = 0
        // order-free: each account is looked at by itself.
        for account in claims.credited.keys {
            let leaf = try world.claims(state(account))
            let credited = claims.credited[account] ?? 0
            #expect(leaf?.credited ?? 0 == credited, note)
            #expect(leaf?.used ?? 0 == claims.used[account] ?? 0, note)
            out += leaf?.left ?? 0
            count += credited > 0 ? 1 : 0
        }
        #expect(world.state.count(of: .claimAccount) == count, note)
        #expect(out <= drawn, note)
    }

    /// The season was worth the while: goods are under all models, and credit of a period and of the one
    /// before was used.
    func expectVariety() throws {
        let claims = try #require(naive.claims)
        let models = claims.custody.values.map(\.model)

        for model in CustodyModel.allCases {
            #expect(models.count { $0 == model } > 3, "\(model), \(note)")
        }
        #expect(claims.used.values.count { $0 > 0 } > 1, note)
        #expect(claims.olderUses > 0, note)
    }

    private func state(_ account: NaiveClaims.Account) throws -> ClaimAccount {
        let prefix = SeasonMembers.prefix(of: account.holder)
        let lot = EventText.lot("L", of: prefix, item: SeasonGoods.dried)
        let product = try #require(try ObjectKey(parsing: lot).product)
        return ClaimAccount(
            holder: World.id(account.holder),
            place: EventText.key(EventText.plot("W\(account.place)", of: prefix)),
            claim: .kind(.organic), product: product.text, unit: .milligram,
            period: Timestamp(
                milliseconds: account.period * SeasonBooks.custody.periodMilliseconds))
    }

    /// What is accounted for of a lot, on hand and on the road.
    private func accounted(_ lot: String, _ world: World) throws -> Int64 {
        var sum: Int64 = 0
        for member in SeasonMembers.names {
            sum += try world.account(member, lot).onHand.accounted
            sum += try accounted(world.road(to: member, lot))
        }
        for address in [Address.nobody, .party(SeasonGenerator.abroad)] {
            sum += try accounted(world.road(to: address, lot))
        }
        return sum
    }

    private func accounted(_ road: ConsignmentsLeaf) -> Int64 {
        (road.open.map(\.stock) + road.disputed.map(\.missing.stock))
            .reduce(0) { $0 + $1.accounted }
    }
}
