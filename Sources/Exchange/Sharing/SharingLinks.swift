// SPDX-License-Identifier: EUPL-1.2

package import Kernel

/// Every address of requests, offers, tasks and what people follow.
package enum SharingLinks {
    static let notices = "fragen"
    static let tasks = "aufgaben"
    private static let network = "netzwerk"

    package static let noticeList = Link(path: network, notices)
    static func noticeList(_ query: [(String, String)]) -> Link { Link(path: [network, notices], query: query) }
    static let newNotice = Link(path: network, notices, "neu")
    static func newNotice(_ kind: Notice.Kind) -> Link { newNotice.with("art", kind.rawValue) }
    static func notice(_ id: ID<Notice>, _ act: String...) -> Link { Link(path: [network, notices, "\(id)"] + act) }
    static func answer(_ id: ID<NoticeAnswer>, to notice: ID<Notice>) -> Link {
        Link(path: [network, notices, "\(notice)"], fragment: "antwort-\(id)")
    }
    static func answer(_ id: ID<NoticeAnswer>, to notice: ID<Notice>, _ act: String) -> Link {
        Link(path: network, notices, "\(notice)", "antworten", "\(id)", act)
    }
    static func reply(to message: ID<NoticeMessage>) -> Link {
        Link(path: network, "nachrichten", "\(message)", "antwort")
    }

    package static let taskList = Link(path: network, tasks)
    static func taskList(_ query: [(String, String)]) -> Link { Link(path: [network, tasks], query: query) }
    static let newTask = Link(path: network, tasks, "neu")
    static func task(_ id: ID<SharedTask>, _ act: String...) -> Link { Link(path: [network, tasks, "\(id)"] + act) }
    static func part(_ id: ID<TaskPart>, of task: ID<SharedTask>, _ act: String...) -> Link {
        Link(path: [network, tasks, "\(task)", "teile", "\(id)"] + act)
    }

    /// The form for a measure, filled in with what a task has brought.
    static func newMeasure(from task: SharedTask) -> Link {
        Link(
            path: [network, "massnahmen", "neu"],
            query: [
                ("titel", task.content.title),
                ("kurz", String((task.conclusion ?? task.content.words).prefix(MeasureForm.longestSummary))),
            ])
    }

    package static let subscriptions = Link(path: network, "abonnements")
    static func newSubscription(_ target: FollowTarget) -> Link {
        Link(path: [network, "abonnements", "neu"], query: [("art", target.kind), ("was", target.item)])
    }
    static let endOfSubscription = Link(path: network, "abonnements", "ende")
    static let savedSearches = Link(path: network, "abonnements", "suchen")
    static func removal(of search: ID<SavedSearch>) -> Link {
        Link(path: network, "abonnements", "suchen", "\(search)", "entfernung")
    }
    static let digest = Link(path: network, "abonnements", "wochenmail")
    static func unsubscribe(_ token: SecretToken) -> Link { Link(path: network, "abmelden", token.text) }
}
