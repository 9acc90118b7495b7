"""How much, how long and how often the fetcher may ask."""

from pydantic import BaseModel, Field


class FetchLimits(BaseModel, frozen=True, extra="forbid"):
    """How much, how long and how often the fetcher may ask."""

    connect_timeout_seconds: float = Field(10, gt=0, description="Longest wait for a connection.")
    read_timeout_seconds: float = Field(20, gt=0, description="Longest silence within one answer.")
    total_timeout_seconds: float = Field(60, gt=0, description="Longest time for one request with its whole body.")
    max_body_bytes: int = Field(10_000_000, gt=0, description="Largest body that is read, counted unpacked.")
    max_redirects: int = Field(5, ge=0, description="Redirects followed for one page.")
    concurrency: int = Field(16, gt=0, description="Requests under way at one time.")
    per_host_concurrency: int = Field(2, gt=0, description="Requests under way at one time to one host.")
    per_host_delay_seconds: float = Field(1, ge=0, description="Time between the starts of two requests to one host.")
    max_crawl_delay_seconds: float = Field(10, ge=0, description="Longest crawl delay of a robots.txt that is kept to.")
    retries: int = Field(2, ge=0, description="Further attempts where one may help.")
    backoff_seconds: float = Field(1, ge=0, description="Wait before the first further attempt; it doubles each time.")
    max_retry_after_seconds: float = Field(30, ge=0, description="Longest wait that a server may ask for.")
    max_host_faults: int = Field(
        5, gt=0, description="Pages in a row that failed for a host's fault, after which a run leaves it alone."
    )
    cache_bytes: int = Field(
        200_000_000, ge=0, description="Size of the cache of answers in the data folder; 0 for none."
    )
    allow_private_addresses: bool = Field(False, description="Also read from private and loopback addresses.")
    user_agent: str = Field("Nightdesk/0.1", pattern=r"^[!-~]+$", description="Name given to servers and robots.txt.")
    contact: str = Field("", pattern=r"^[ -~]*$", description="Web or mail address where a server's owner finds you.")

    @property
    def sender(self) -> str:
        """The User-Agent header: the name, and where a server's owner finds who sent it."""
        return f"{self.user_agent} (+{self.contact})" if self.contact else self.user_agent
