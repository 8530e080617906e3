using System.Globalization;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Pingap.Actors.Configuration;

namespace Pingap.Actors.Control.History;

/// <summary>A history in a file of its own. Each write is one transaction that is on the disk when it returns.</summary>
public sealed class SqliteConfigHistory : IConfigHistory, IDisposable
{
    private const string Schema =
        """
        PRAGMA journal_mode = DELETE;
        PRAGMA synchronous = FULL;
        CREATE TABLE IF NOT EXISTS versions (
            number INTEGER PRIMARY KEY, at TEXT NOT NULL, cause TEXT NOT NULL, source TEXT NOT NULL, asker TEXT NOT NULL, changes TEXT NOT NULL, documents BLOB NOT NULL);
        CREATE TABLE IF NOT EXISTS standing (
            one INTEGER PRIMARY KEY CHECK (one = 1), running INTEGER NOT NULL, trusted INTEGER NOT NULL,
            source_seen TEXT NOT NULL, follows_source INTEGER NOT NULL, distrusted TEXT NOT NULL);
        """;

    private const string Add =
        "INSERT OR REPLACE INTO versions (number, at, cause, source, asker, changes, documents) VALUES ($number, $at, $cause, $source, $asker, $changes, $documents)";

    private const string Hold =
        "INSERT OR REPLACE INTO standing (one, running, trusted, source_seen, follows_source, distrusted) VALUES (1, $running, $trusted, $seen, $follows, $distrusted)";

    private const string Forget =
        "DELETE FROM versions WHERE number NOT IN (SELECT number FROM versions ORDER BY number DESC LIMIT $bound) AND number NOT IN ($running, $trusted)";

    // SQLITE_CORRUPT and SQLITE_NOTADB (sqlite.org/rescode.html).
    private const int Corrupt = 11;
    private const int NotADatabase = 26;

    // Long enough for somebody who looks into the file with a tool of his own, short enough for whoever waits for a change.
    private const int BusySeconds = 3;

    private readonly string _path;
    private readonly int _bound;
    private readonly Lock _turn = new();
    private SqliteConnection? _connection;

    /// <summary>Opens nothing yet.</summary>
    /// <param name="path">The file; made when it is not there, in a folder that is.</param>
    /// <param name="bound">How many versions are kept.</param>
    public SqliteConfigHistory(string path, int bound = MemoryConfigHistory.DefaultBound) => (_path, _bound) = (path, bound);

    /// <inheritdoc/>
    public Task<Standing?> StandingAsync(CancellationToken cancellation) => InTurnAsync(
        connection =>
        {
            using var command = Command(connection, "SELECT running, trusted, source_seen, follows_source, distrusted FROM standing");
            using var row = command.ExecuteReader();
            return row.Read() ? new Standing(row.GetInt64(0), row.GetInt64(1), row.GetString(2), row.GetBoolean(3), row.GetString(4)) : null;
        },
        cancellation);

    /// <inheritdoc/>
    public Task<ConfigVersion?> FindAsync(long number, CancellationToken cancellation) => InTurnAsync(
        connection =>
        {
            using var command = Command(connection, "SELECT number, at, cause, source, asker, changes, documents FROM versions WHERE number = $number", ("$number", number));
            using var row = command.ExecuteReader();
            if (!row.Read()) return null;
            using var documents = row.GetStream(6);
            return Version(row, JsonSerializer.Deserialize(documents, DocumentsJson.Default.ConfigDocumentArray)!.ToValueList());
        },
        cancellation);

    /// <inheritdoc/>
    public Task<ValueList<ConfigVersion>> ListAsync(CancellationToken cancellation) => InTurnAsync(
        connection =>
        {
            using var command = Command(connection, "SELECT number, at, cause, source, asker, changes FROM versions ORDER BY number");
            using var row = command.ExecuteReader();
            var versions = new List<ConfigVersion>();
            while (row.Read()) versions.Add(Version(row, []));
            return versions.ToValueList();
        },
        cancellation);

    /// <inheritdoc/>
    public Task AddAsync(ConfigVersion version, Standing standing, CancellationToken cancellation) => InTurnAsync(
        connection =>
        {
            var documents = JsonSerializer.SerializeToUtf8Bytes([.. version.Documents], DocumentsJson.Default.ConfigDocumentArray);
            Execute(connection, "BEGIN IMMEDIATE");
            Execute(
                connection, Add, ("$number", version.Number), ("$at", version.At.ToString("O", CultureInfo.InvariantCulture)), ("$cause", version.Origin.Cause.ToString()),
                ("$source", version.Origin.From), ("$asker", version.Origin.By), ("$changes", version.Changes),
                ("$documents", documents));
            HoldIn(connection, standing);
            Execute(connection, Forget, ("$bound", _bound), ("$running", standing.Running), ("$trusted", standing.Trusted));
            Execute(connection, "COMMIT");
            return true;
        },
        cancellation);

    /// <inheritdoc/>
    public Task HoldAsync(Standing standing, CancellationToken cancellation) => InTurnAsync(
        connection =>
        {
            HoldIn(connection, standing);
            return true;
        },
        cancellation);

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_turn) Close();
    }

    private static void HoldIn(SqliteConnection connection, Standing standing) => Execute(
        connection, Hold, ("$running", standing.Running), ("$trusted", standing.Trusted), ("$seen", standing.SourceSeen),
        ("$follows", standing.FollowsSource), ("$distrusted", standing.Distrusted));

    private static ConfigVersion Version(SqliteDataReader row, ValueList<ConfigDocument> documents) => new(
        row.GetInt64(0),
        DateTimeOffset.Parse(row.GetString(1), CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind),
        new VersionOrigin(Enum.Parse<ChangeCause>(row.GetString(2)), row.GetString(3), row.GetString(4)),
        row.GetString(5),
        documents);

    private static void Execute(SqliteConnection connection, string sql, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        using var command = Command(connection, sql, parameters);
        command.ExecuteNonQuery();
    }

    private static SqliteCommand Command(SqliteConnection connection, string sql, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // the texts are the constants of this file
        command.CommandText = sql;
#pragma warning restore CA2100
        foreach (var (name, value) in parameters) command.Parameters.AddWithValue(name, value);
        return command;
    }

    // SQLite has no asynchronous calls; the pool's thread waits for the disk in place of the actor's.
    private Task<T> InTurnAsync<T>(Func<SqliteConnection, T> act, CancellationToken cancellation) => Task.Run(
        () =>
        {
            lock (_turn)
            {
                try
                {
                    return act(_connection ??= Open());
                }
                catch (SqliteException damaged) when (damaged.SqliteErrorCode is Corrupt or NotADatabase)
                {
                    Close();
                    throw new HistoryDamagedException($"{_path} is damaged ({damaged.Message}): it is kept as {SetAside()}, and a new history begins", damaged);
                }
                catch (Exception broken) when (broken is SqliteException or JsonException or FormatException or ArgumentException)
                {
                    // That also takes back a transaction. A file that was replaced or freed meanwhile is opened anew next time.
                    Close();
                    throw new IOException($"{_path}: {broken.Message}", broken);
                }
            }
        },
        cancellation);

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = _path, Pooling = false, DefaultTimeout = BusySeconds }.ConnectionString);
        try
        {
            connection.Open();
            Execute(connection, Schema);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    // What would roll back the damaged file must not be there when a new one is made.
    private string SetAside()
    {
        var aside = string.Create(CultureInfo.InvariantCulture, $"{_path}.damaged-{DateTime.UtcNow:yyyyMMdd'T'HHmmss'.'fffffff}");
        File.Move(_path, aside);
        if (File.Exists($"{_path}-journal")) File.Move($"{_path}-journal", $"{aside}-journal");
        return aside;
    }

    private void Close()
    {
        _connection?.Dispose();
        _connection = null;
    }
}
