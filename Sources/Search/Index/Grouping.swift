// SPDX-License-Identifier: EUPL-1.2

import BitCollections

/// Which entries of a segment belong to each of some groups, by the numbers of the groups.
struct Grouping: Sendable {
    private enum Members: Sendable {
        /// Of a group with many.
        case set(BitSet)
        /// Of one with few, in rising order.
        case list(ContiguousArray<Int32>)
    }

    private let groups: [Int32: Members]

    /// `visit` is called for each place and notes the groups to which its entry belongs.
    init(count: Int, visit: (_ place: Int, _ note: (Int32) -> Void) -> Void) {
        var lists: [ContiguousArray<Int32>] = []
        for place in 0..<count {
            visit(place) { group in
                while lists.count <= Int(group) { lists.append([]) }
                if lists[Int(group)].last != Int32(place) { lists[Int(group)].append(Int32(place)) }
            }
        }
        var groups: [Int32: Members] = [:]
        for (group, list) in lists.enumerated() where !list.isEmpty {
            // From there on a set takes less memory, a bit for each place.
            let isSet = list.count * 32 >= count
            groups[Int32(group)] = isSet ? .set(BitSet(list.lazy.map(Int.init))) : .list(list)
        }
        self.groups = groups
    }

    /// The members of any of these groups.
    func members(of wanted: some Sequence<Int32>) -> BitSet {
        var members: BitSet = []
        for group in wanted {
            switch groups[group] {
            case .set(let set): members.formUnion(set)
            case .list(let list): for place in list { members.insert(Int(place)) }
            case nil: continue
            }
        }
        return members
    }

    /// How many of these places belong to each of the groups that are wanted.
    func counts(of isWanted: (_ group: Int32) -> Bool, within places: BitSet) -> [(group: Int32, count: Int)] {
        guard !places.isEmpty else { return [] }
        return groups.compactMap { group, members in
            guard isWanted(group) else { return nil }
            switch members {
            case .set(let set): return (group, set.intersection(places).count)
            case .list(let list): return (group, list.reduce(0) { $0 + (places.contains(Int($1)) ? 1 : 0) })
            }
        }
    }
}
